"""What staff call that which was promised: 目标, 年初计划数, 合同目标任务; and how they leave something out of it."""

PROMISED = ("目标", "任务", "计划", "指标", "要求", "原定")
PROMISE = (  # in a pattern
    f"原?(?:年度|全年|年初|合同|既定|预定|预期|总|工作){{0,4}}(?:{'|'.join(PROMISED)}){{1,2}}(?:值|数|总?量)?"
)
NOT_INCLUDED = "不含|不包括|不包含"  # in a pattern
