namespace Coxswain.Core.Sessions;

/// <param name="Project">A folder: sessions there or below it; empty for all.</param>
/// <param name="SessionId">One session; empty for all.</param>
/// <param name="Since">Sessions with an event at or after this time; <see langword="null"/> for all.</param>
public sealed record SessionFilter(string Project, string SessionId, DateTimeOffset? Since, int Limit);
