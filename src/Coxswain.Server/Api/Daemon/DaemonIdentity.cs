namespace Coxswain.Server.Api.Daemon;

/// <param name="IsDaemon">False for the server that one command hosts for its own duration.</param>
public sealed record DaemonIdentity(int Pid, string Version, string DataFolder, bool IsDaemon);
