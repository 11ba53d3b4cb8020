namespace Coxswain.Core.Recovery.Resuming;

/// <summary>The process a session ran in, and what another one needs to go on as it did. No key: those come from where the daemon was started.</summary>
/// <param name="Pid"><see langword="null"/> when it did not tell.</param>
/// <param name="StartedUtc">Tells it from a later process with the same number; <see langword="null"/> when it was gone already.</param>
/// <param name="BaseUrl">Where it sent its requests; <see langword="null"/>: to Anthropic.</param>
/// <param name="ConfigFolder">Where its settings and transcripts are; <see langword="null"/>: where they usually are.</param>
/// <param name="PermissionMode">As it was asked to work; <see langword="null"/> when it did not tell.</param>
/// <param name="IsAttended">Somebody sat before it; <see langword="null"/> when it did not tell.</param>
public sealed record SessionClient(int? Pid, DateTimeOffset? StartedUtc, string? BaseUrl, string? ConfigFolder, string? PermissionMode, bool? IsAttended);
