"""Forms（绩效目标表）: where one begins and ends, and what its boxes, funding, goals and tree say."""
