namespace AtlasCmk;

/// <summary>What can speak against a cluster, the most important first. The last three count under private networking alone.</summary>
internal enum ClusterFault
{
    Tier,
    Paused,
    MultiCloud,
    OtherCloud,
    RegionUncovered,
}
