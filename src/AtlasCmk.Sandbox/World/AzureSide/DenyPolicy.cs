namespace AtlasCmk.Sandbox.World;

/// <summary>A policy with the deny effect, and its assignment to the subscription.</summary>
internal sealed record DenyPolicy(string Definition, string Assignment);
