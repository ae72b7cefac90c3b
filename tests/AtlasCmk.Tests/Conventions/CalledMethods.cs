using System.Reflection;
using System.Reflection.Emit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>Which methods a method calls, as its compiled body has it.</summary>
internal static class CalledMethods
{
    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    public static IEnumerable<MethodBase> Of(MethodBase method) => Members(method, OperandType.InlineMethod).OfType<MethodBase>();

    /// <summary>The fields that a method uses.</summary>
    public static IEnumerable<FieldInfo> FieldsOf(MethodBase method) => Members(method, OperandType.InlineField).OfType<FieldInfo>();

    private static IEnumerable<MemberInfo> Members(MethodBase method, OperandType kind)
    {
        var body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < body.Length;)
        {
            var first = body[at++];
            var code = s_codes[first == 0xFE ? (short)((first << 8) | body[at++]) : first];
            if (code.OperandType == kind
                && method.Module.ResolveMember(BitConverter.ToInt32(body, at), method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null) is { } called)
            {
                yield return called;
            }

            at += OperandSize(code.OperandType, body, at);
        }
    }

    private static int OperandSize(OperandType operand, byte[] body, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
        _ => 4,
    };
}
