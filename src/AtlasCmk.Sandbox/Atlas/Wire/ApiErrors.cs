namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The errors that many operations share, with the messages of Atlas's list of error codes.</summary>
internal static class ApiErrors
{
    public static ApiErrorException BadRequest(string code, string detail, params object[] parameters) => new(400, code, detail, parameters);

    public static ApiErrorException Conflict(string code, string detail, params object[] parameters) => new(409, code, detail, parameters);

    public static ApiErrorException NotFound(string code, string detail, params object[] parameters) => new(404, code, detail, parameters);

    public static ApiErrorException UnknownAttribute(string name) =>
        BadRequest("INVALID_ATTRIBUTE", $"Invalid attribute {name} specified.", name);

    public static ApiErrorException ReadOnly(string name) =>
        BadRequest("ATTRIBUTE_READ_ONLY", $"The attribute {name} is read-only and cannot be changed by the user.", name);

    public static ApiErrorException WrongFormat(string name) =>
        BadRequest("INVALID_JSON_ATTRIBUTE", $"Received JSON for the {name} attribute does not match expected format.", name);

    public static ApiErrorException InvalidEnum(string value) =>
        BadRequest("INVALID_ENUM_VALUE", $"An invalid enumeration value {value} was specified.", value);

    public static ApiErrorException InvalidProvider(string provider) =>
        BadRequest("INVALID_PROVIDER", $"No provider {provider} exists.", provider);

    public static ApiErrorException Missing(params string[] names) => names.Length == 1
        ? BadRequest("MISSING_ATTRIBUTE", $"The required attribute {names[0]} was not specified.", names[0])
        : BadRequest("MISSING_ATTRIBUTES", $"The required attributes {string.Join(", ", names)} were not specified.", [.. names]);

    /// <summary>
    /// Assumption: the general code, because no specific code is published. It covers changing a vault that has endpoints,
    /// an endpoint without private networking, static credentials beside a role, and an endpoint of a different provider.
    /// </summary>
    public static ApiErrorException Validation(string detail, params object[] parameters) => BadRequest("VALIDATION_ERROR", detail, parameters);

    /// <summary>
    /// A missing role gives 401 with this code, not 403. The Terraform provider checks for this code
    /// when a read-only key sends a request that requires more (its pull request 664).
    /// </summary>
    public static ApiErrorException RoleTooSmall() => new(401, "USER_UNAUTHORIZED", "Current user is not authorized to perform this action.");
}
