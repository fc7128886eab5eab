"""How long tests wait for what is sure to come: a busy machine is no mistake. What comes at once keeps none waiting."""

WITHIN_SECONDS = 120
