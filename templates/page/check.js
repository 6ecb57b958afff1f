// Before anything else, in words that the oldest browser understands: whether it can do the work at all.
(function () {
  var missing = [];
  if (typeof WebAssembly !== "object" || typeof WebAssembly.Tag !== "function") missing.push("WebAssembly");
  if (typeof DecompressionStream !== "function") missing.push("DecompressionStream");
  if (typeof Worker !== "function") missing.push("Worker");
  if (typeof structuredClone !== "function") missing.push("structuredClone");
  if (typeof HTMLDialogElement !== "function") missing.push("dialog");
  window.MISSING = missing;
  if (!missing.length) return;
  document.addEventListener("DOMContentLoaded", function () {
    var text = document.getElementById("too-old");
    text.textContent = text.textContent.replace("{missing}", missing.join(", "));
    text.hidden = false;
    document.getElementById("desk").hidden = true;
    document.getElementById("state").hidden = true;
  });
})();
