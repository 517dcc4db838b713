"""What the pages about needs that cooperation does not reach show."""
