"""项目支出绩效目标审核表: the sheets of a report as Word and Excel forms for a person to complete and sign."""
