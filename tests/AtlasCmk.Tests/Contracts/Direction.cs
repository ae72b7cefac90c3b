namespace AtlasCmk.Tests.Contracts;

/// <summary>One schema describes both ways: <c>readOnly</c> must not be sent, <c>writeOnly</c> must not come back, and only an answer may hold more than is described.</summary>
internal enum Direction
{
    Request,
    Answer,
}
