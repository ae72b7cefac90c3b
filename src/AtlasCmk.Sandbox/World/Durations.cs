namespace AtlasCmk.Sandbox.World;

/// <summary>Durations, in the proportions of the real service, where an endpoint takes about two and a half minutes.</summary>
internal sealed class Durations(TimeSpan provisioning)
{
    private static readonly TimeSpan s_shortestInterval = TimeSpan.FromSeconds(1);

    public TimeSpan Provisioning => provisioning;

    /// <summary>From approval in Azure until Atlas shows ACTIVE: "up to three minutes".</summary>
    public TimeSpan Activation => provisioning;

    /// <summary>From approving or rejecting a connection until Key Vault completes the change: five to six seconds in the recordings.</summary>
    public TimeSpan Decision => provisioning / 30;

    /// <summary>From a rejection in Azure until Atlas notices.</summary>
    public TimeSpan Notice => provisioning / 2;

    public TimeSpan Recreation => provisioning;

    public TimeSpan Deletion => provisioning;

    public TimeSpan ClusterUpdate => provisioning * 1.5;

    /// <summary>From a grant in Azure until it takes effect: "minutes".</summary>
    public TimeSpan GrantLag => provisioning;

    /// <summary>From a change of the project's key until its clusters start to move to it.</summary>
    public TimeSpan KeyRollout => provisioning / 3;

    /// <summary>Under private networking the data nodes validate, not the control plane.</summary>
    public TimeSpan Validation => provisioning / 2;

    /// <summary>Fifteen minutes in the real service. It is never zero, because it repeats.</summary>
    public TimeSpan ValidationInterval => provisioning * 6 is var interval && interval > s_shortestInterval ? interval : s_shortestInterval;
}
