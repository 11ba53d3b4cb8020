using Coxswain.Core.Budgets.Switching;

namespace Coxswain.Tests.Core.Budgets.Switching.Simulation;

/// <summary>
/// Somebody with habits of their own: a mixture of short questions, ordinary work and long agent runs. The lengths follow no distribution the product knows of, and a few of
/// the sessions the user has had are still open.
/// </summary>
internal sealed class SimulatedUser
{
    private readonly Draw _draw;
    private readonly double _short;
    private readonly double _long;
    private readonly double _ends;
    private readonly double _work;
    private readonly double _run;

    public SimulatedUser(Draw draw)
    {
        _draw = draw;
        _short = 0.1 + (0.5 * draw.Unit());
        _long = (1 - _short) * draw.Unit();
        _ends = 1 / (2 + (10 * draw.Unit()));
        _work = 15 + (60 * draw.Unit());
        _run = 80 + (300 * draw.Unit());
        Curve = RemainingTurns.Learn(Enumerable.Range(0, draw.OneOf(0, 2, 8, 20, 50, 150, 500)).Select(_ => Past()).ToList());
    }

    /// <summary>Learned on earlier sessions only.</summary>
    public RemainingTurns Curve { get; }

    public int Length()
    {
        var kind = _draw.Unit();
        var turns = kind < _short ? 1 + (Math.Log(1 - _draw.Unit()) / Math.Log(1 - _ends))
            : kind < _short + _long ? _run * (0.5 + _draw.Unit())
            : _draw.Around(_work, 0.8);
        return Math.Clamp((int)turns, 1, 2_000);
    }

    private SessionLength Past()
    {
        var length = Length();
        return _draw.Unit() < 0.1 ? new SessionLength(1 + (int)(length * _draw.Unit()), false) : new SessionLength(length, true);
    }
}
