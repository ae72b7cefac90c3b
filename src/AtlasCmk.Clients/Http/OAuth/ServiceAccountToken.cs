namespace AtlasCmk.Clients;

/// <summary>A token of a service account. It is renewed when a sixth of its lifetime remains: ten minutes of an hour, as in the Terraform provider.</summary>
internal sealed record ServiceAccountToken(string Value, DateTimeOffset RenewAt, DateTimeOffset Expires)
{
    public static ServiceAccountToken Lasting(string value, TimeSpan life, DateTimeOffset now) => new(value, now + (life * 5 / 6), now + life);

    /// <summary>A record would print the token.</summary>
    public override string ToString() => $"until {Expires:u}";
}
