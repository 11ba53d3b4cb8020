namespace Coxswain.Otlp.Values;

internal enum NestedKind
{
    /// <summary>Already JSON: a number, a truth value, null.</summary>
    Literal,
    Text,
    Array,
    Map,
}
