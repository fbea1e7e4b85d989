"""Which of several places, times and levels a claim means: options with features, weighed by what gold taught."""
