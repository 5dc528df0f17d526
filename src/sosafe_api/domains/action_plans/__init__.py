"""What is done for the strategy's objectives: yearly action plans, their actions, and problem-solving plans."""
