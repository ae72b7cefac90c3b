namespace AtlasCmk.Rules;

/// <summary>What can speak against a cluster, the most important first. What its clouds and regions say counts under private networking alone.</summary>
internal enum ClusterFault
{
    Tier,
    Internal,
    State,
    Nodes,
    OtherKey,
    MultiCloud,
    OtherCloud,
    Paused,
    RegionUncovered,
}
