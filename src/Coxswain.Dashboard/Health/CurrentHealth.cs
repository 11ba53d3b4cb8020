using Coxswain.Core.Health;
using Coxswain.Core.Sessions;

namespace Coxswain.Dashboard.Health;

/// <summary>The session a page means, and its health.</summary>
/// <param name="Title">Of the session; empty: it has none.</param>
/// <param name="Health"><see langword="null"/>: there is no session.</param>
public sealed record CurrentHealth(string Title, ContextHealth? Health)
{
    /// <summary><see langword="null"/>: there is none.</summary>
    public SessionSummary? Session { get; init; }
}
