namespace Coxswain.Dashboard.Installation;

/// <param name="State"><c>good</c>, <c>warn</c>, <c>bad</c>; empty: nothing to judge.</param>
/// <param name="Details">One line each.</param>
public sealed record SystemFact(string Name, string Value, string State, IReadOnlyList<string> Details)
{
    public static SystemFact Of(string name, string value, string state = "") => new(name, value, state, []);
}
