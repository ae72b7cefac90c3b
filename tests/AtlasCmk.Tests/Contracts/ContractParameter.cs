namespace AtlasCmk.Tests.Contracts;

/// <summary>A value that a request carries beside its body, <see cref="In"/> its path, query or headers, as text even where its schema wants a number. A list is sent by repeating the name.</summary>
internal sealed record ContractParameter(string Name, string In, bool IsRequired, string Schema, bool IsText, bool IsList);
