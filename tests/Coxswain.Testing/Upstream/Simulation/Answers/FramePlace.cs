namespace Coxswain.Testing.Upstream.Simulation.Answers;

/// <summary>Which event of a stream a frame is.</summary>
public enum FramePlace
{
    MessageStart,
    Ping,
    BlockStart,
    Delta,
    BlockStop,
    MessageDelta,
    MessageStop,
    Error,
}
