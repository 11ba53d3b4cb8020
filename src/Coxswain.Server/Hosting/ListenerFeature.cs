namespace Coxswain.Server.Hosting;

/// <summary>Says which listener a connection came in by; set on the connection, read on each of its requests.</summary>
internal sealed record ListenerFeature(Listener Listener);
