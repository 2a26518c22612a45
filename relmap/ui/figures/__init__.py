"""What matplotlib draws, painted by Qt: for the view of charts, and for pages."""
