namespace Coxswain.Server.Hosting;

/// <summary>Lets a part ask whether it runs in the daemon or for one command.</summary>
public sealed record ServerModeFeature(ServerMode Mode);
