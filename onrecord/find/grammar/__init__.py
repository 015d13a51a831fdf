"""What several finders share: mentions, cues, quotation marks, agents, dates, amounts."""
