"""What becomes of findings（审核处理）: what is waived, what became of an earlier report, and what the gate says."""
