namespace Coxswain.Server.Hosting.Engine;

public enum EngineState
{
    /// <summary>The store is a ClickHouse server.</summary>
    NotUsed,
    Starting,
    Running,

    /// <summary>It ended or did not start; another start follows.</summary>
    Restarting,

    /// <summary>Another process holds the engine's folder; the reason names it.</summary>
    Locked,
    Stopped,
}
