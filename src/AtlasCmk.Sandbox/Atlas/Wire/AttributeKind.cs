namespace AtlasCmk.Sandbox.Atlas;

internal enum AttributeKind
{
    Text,
    Flag,
    Number,
    Uuid,
    ObjectId,
    Block,
    List,
}
