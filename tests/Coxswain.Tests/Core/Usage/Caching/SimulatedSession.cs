using Coxswain.Core.Usage.Caching;
using Coxswain.Testing.Upstream.Simulation.Caching;
using Coxswain.Testing.Upstream.Simulation.Prompts;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Core.Usage.Caching;

/// <summary>A session with its main conversation and parallel subagents, made from a seed.</summary>
internal sealed class SimulatedSession
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Random _random;
    private readonly FakeTimeProvider _clock;
    private readonly PromptCache _cache;
    private readonly string _id;
    private readonly bool _isTold;
    private readonly SimulatedConversation _main;
    private readonly List<SimulatedConversation> _all = [];

    /// <param name="isTold">Transcripts of a new client tell of it; otherwise only telemetry does.</param>
    private SimulatedSession(int seed, bool isTold)
    {
        _random = new Random(seed);
        _clock = new FakeTimeProvider(Start.AddMinutes(seed));
        _cache = new PromptCache(_clock);
        (_id, _isTold) = ($"session-{seed}", isTold);
        _main = Conversation("");
    }

    public List<SimulatedTurn> Turns { get; } = [];

    public IEnumerable<CacheCompaction> Compactions => _all.SelectMany(static conversation => conversation.Compactions);

    /// <summary>One that loses something now and then.</summary>
    public static SimulatedSession WithLosses(int seed, bool isTold)
    {
        var session = new SimulatedSession(seed, isTold);
        session.Quietly(3);
        for (var i = session._random.Next(1, 6); i > 0; i--)
        {
            session.Lose();
            session.Quietly(session._random.Next(1, 4));
        }

        return session;
    }

    /// <summary>One in which everything that keeps the cache happens, and nothing that does not.</summary>
    public static SimulatedSession WithoutLosses(int seed, bool isTold)
    {
        var session = new SimulatedSession(seed, isTold);
        session.Quietly(2);
        for (var i = session._random.Next(4, 12); i > 0; i--)
        {
            session.Keep();
        }

        return session;
    }

    private SimulatedConversation Conversation(string agent)
    {
        var conversation = new SimulatedConversation(_random, _clock, _cache, _id, agent, _isTold);
        _all.Add(conversation);
        return conversation;
    }

    private void Quietly(int turns)
    {
        for (var i = 0; i < turns; i++)
        {
            Turn(_main, static _ => { });
        }
    }

    private void Turn(SimulatedConversation conversation, Action<SimulatedConversation> change)
    {
        conversation.GoOn();
        change(conversation);
        _clock.Advance(TimeSpan.FromSeconds(_random.Next(1, 20)));
        Turns.Add(conversation.Send());
    }

    private void Lose()
    {
        Action<SimulatedConversation>[] changes =
        [
            static talk => talk.Idle(isLong: true),
            static talk => talk.Idle(isLong: true),
            static talk => talk.Switch(),
            static talk => talk.ChangeEffort(isInKey: true),
            static talk => talk.ChangeTools(),
            static talk => talk.ChangeSystem(),
            static talk => talk.ChangeParameters(),
            static talk => talk.Edit(),
            static talk => talk.Compact(),
            static talk => talk.Upgrade(isVisible: true),
            static talk => talk.Evict(),
            static talk => { talk.Idle(isLong: true); talk.Switch(); },
            static talk => { talk.Idle(isLong: true); talk.ChangeTools(); },
            static talk => { talk.ChangeTools(); talk.ChangeSystem(); },
            static talk => { talk.Idle(isLong: true); talk.Upgrade(isVisible: true); talk.Resume(); },
            static talk => { talk.Idle(isLong: true); talk.Resume(); },
        ];
        switch (_random.Next(changes.Length + 3))
        {
            case var which when which < changes.Length:
                Turn(_main, changes[which]);
                break;
            case var which when which == changes.Length:
                ThereAndBack();
                break;
            case var which when which == changes.Length + 1:
                // Its subagents work for longer than the main conversation's cache lives, or not.
                Subagents(_random.Next(1, 4), TimeSpan.FromSeconds(_random.Next(20, 200)));
                break;
            default:
                // Kept for an hour until now, and from here for five minutes.
                _main.Life = CacheLife.FiveMinutes;
                Quietly(1);
                Turn(_main, static talk => talk.Idle(isLong: true));
                break;
        }
    }

    /// <summary>Another model for some turns, and the first one again while its cache is still warm: what was said meanwhile is not in it.</summary>
    private void ThereAndBack()
    {
        var first = "";
        Turn(_main, talk => first = talk.SwitchTo("claude-haiku-4-5-20251001"));
        Quietly(_random.Next(1, 3));
        Turn(_main, talk => talk.SwitchTo(first));
    }

    private void Subagents(int count, TimeSpan pause)
    {
        var agents = Enumerable.Range(0, count).Select(i => Conversation($"agent-{_all.Count + i}")).ToList();
        for (var round = 0; round < 3; round++)
        {
            foreach (var agent in agents)
            {
                Turn(agent, static _ => { });
            }

            _clock.Advance(pause);
        }

        Quietly(1);
    }

    private void Keep()
    {
        switch (_random.Next(9))
        {
            case 0:
                Turn(_main, static talk => talk.Idle(isLong: false));
                break;
            case 1:
                Turn(_main, static talk => talk.ChangeEffort(isInKey: false));
                break;
            case 2:
                Turn(_main, static talk => talk.Upgrade(isVisible: false));
                break;
            case 3:
                Turn(_main, static talk => talk.Resume());
                break;
            case 4:
                _main.Life = CacheLife.OneHour;
                Quietly(1);
                break;
            case 5:
                // Back by one turn: the cache has it as it was.
                var before = _main.SentMessages;
                Quietly(1);
                _main.Rewind(before);
                Turns.Add(_main.Send());
                break;
            case 6:
                Subagents(_random.Next(1, 3), TimeSpan.FromSeconds(2));
                break;
            default:
                Quietly(_random.Next(1, 3));
                break;
        }
    }
}
