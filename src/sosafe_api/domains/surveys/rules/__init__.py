"""What holds of surveys whoever asks: lives, questions, answers, results, disclosure. Pure."""
