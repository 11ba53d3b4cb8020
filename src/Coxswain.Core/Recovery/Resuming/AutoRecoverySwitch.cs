namespace Coxswain.Core.Recovery.Resuming;

/// <summary>That sessions are to be resumed. While there is none of these, none is.</summary>
/// <param name="Client">Absolute path of the client.</param>
public sealed record AutoRecoverySwitch(string Client, DateTimeOffset EnabledUtc);
