"""The season report（批次汇总报告）: what a run says as a whole, as values first, then as a page or a workbook.

Everything is counted by the database; what comes out of it is as long as a report, whatever the run is.
"""
