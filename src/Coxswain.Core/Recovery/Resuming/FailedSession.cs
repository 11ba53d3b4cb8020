namespace Coxswain.Core.Recovery.Resuming;

/// <summary>A session whose turn ended with a failure of the API.</summary>
/// <param name="Class"><see langword="null"/>: nothing says what failed.</param>
/// <param name="Folder">The client's working folder.</param>
public sealed record FailedSession(string SessionId, DateTimeOffset FailedUtc, FailureClass? Class, string Folder, SessionClient Client);
