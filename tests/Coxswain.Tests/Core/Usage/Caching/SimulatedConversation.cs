using System.Globalization;
using Coxswain.Core.Pricing;
using Coxswain.Core.Usage.Caching;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Caching;
using Coxswain.Testing.Upstream.Simulation.Prompts;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Core.Usage.Caching;

/// <summary>A conversation as a client holds it, against the simulated upstream's prompt cache. It knows prefixes and what was done to it, and nothing of the ledger.</summary>
internal sealed class SimulatedConversation(Random random, FakeTimeProvider clock, PromptCache cache, string session, string agent, bool isTold)
{
    private static readonly string[] Models = ["claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5", "claude-opus-4-8"];
    private static int _texts;

    private List<(int Text, int Tokens)> _messages = [];
    private List<(int Text, int Tokens)> _sent = [];
    private string _model = "claude-opus-5-5";
    private string _effort = "medium";
    private string _effortKey = "claude-opus-5-5";
    private string _version = "2.1.330";
    private int _system = agent.Length > 0 ? 500 : 1000;
    private int _tools;
    private int _parameters;
    private bool _isResumed = true;
    private DateTimeOffset? _usedAt;
    private CacheLossCauses _done;
    private long? _couldRead;
    private PromptCache _cache = cache;

    public CacheLife Life { get; set; } = random.Next(2) == 0 ? CacheLife.FiveMinutes : CacheLife.OneHour;

    public List<CacheCompaction> Compactions { get; } = [];

    private TimeSpan Span => Life == CacheLife.OneHour ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5);

    /// <summary>The user's or a tool's next words, behind the last answer.</summary>
    public void GoOn()
    {
        for (var i = _messages.Count == 0 ? 1 : random.Next(2, 5); i > 0; i--)
        {
            _messages.Add(Text(random.Next(40, 3000)));
        }
    }

    public SimulatedTurn Send()
    {
        var prompt = Prompt();
        var use = _cache.Take(prompt, isUsed: true);
        var causes = _done | (_usedAt is { } used && clock.GetUtcNow() - used > Span ? CacheLossCauses.Expiry : CacheLossCauses.None);
        var kept = _sent.Zip(_messages).TakeWhile(static pair => pair.First == pair.Second).Count();
        var sent = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromSeconds(1 + random.Next(8)));
        var request = new CachedRequest(
            session, agent, agent.Length > 0 ? "subagent" : "main", "/home/dev/shop", clock.GetUtcNow(), sent, _model,
            new TokenUsage(use.Input, 300, use.Read, isTold ? use.Write5m : use.Write, isTold ? use.Write1h : 0, 0, "standard", "standard", ""))
        {
            Effort = _effort,
            Version = _version,
            ShapeHash = isTold ? $"shape {_system} {_tools}" : "",
            SystemHash = isTold ? $"system {_system}" : "",
            ToolsHash = isTold ? $"tools {_tools}" : "",
            ParametersHash = isTold ? $"parameters {_parameters}" : "",
            Messages = isTold ? _messages.Count : 0,
            KeptMessages = isTold && !_isResumed ? kept : null,
            IsLifetimeUnknown = !isTold,
        };
        var lost = Math.Max(0, (_couldRead ?? use.Read) - use.Read);
        (_sent, _usedAt, _done, _isResumed) = ([.. _messages], sent, CacheLossCauses.None, false);
        _couldRead = ReadsOfMore();
        return new SimulatedTurn(request, lost, causes);
    }

    public void Idle(bool isLong) => clock.Advance(isLong ? Span + TimeSpan.FromSeconds(random.Next(30, 7200)) : TimeSpan.FromSeconds(random.Next(2, (int)Span.TotalSeconds / 3)));

    public void Switch()
    {
        var others = Models.Where(model => model != _model).ToArray();
        SwitchTo(others[random.Next(others.Length)]);
    }

    /// <summary>The system prompt names the model, and each model has an effort of its own.</summary>
    public string SwitchTo(string model)
    {
        var before = _model;
        (_model, _effort, _effortKey) = (model, model.Contains("opus", StringComparison.Ordinal) ? "medium" : "high", model);
        _system = 1000 + Array.IndexOf(Models, model);
        return Do(CacheLossCauses.Model, before);
    }

    public void ChangeEffort(bool isInKey)
    {
        _effort = _effort == "max" ? "low" : "max";
        if (isInKey)
        {
            _effortKey = _effort;
            Do(CacheLossCauses.Effort, "");
        }
    }

    public void ChangeTools()
    {
        _tools = Next();
        Do(CacheLossCauses.Tools, "");
    }

    public void ChangeSystem()
    {
        _system = Next();
        Do(CacheLossCauses.System, "");
    }

    public void ChangeParameters()
    {
        _parameters = Next();
        Do(CacheLossCauses.Parameters, "");
    }

    public void Upgrade(bool isVisible)
    {
        _version += "1";
        if (isVisible)
        {
            (_system, _tools) = (Next(), Next());
            _parameters = random.Next(3) == 0 ? Next() : _parameters;
            Do(CacheLossCauses.ClientUpgrade, "");
        }
    }

    /// <summary>An old tool result is cleared: what follows stays.</summary>
    public void Edit()
    {
        _messages = [.. _messages];
        _messages[random.Next(_messages.Count / 2)] = Text(30);
        Do(CacheLossCauses.HistoryEdit, "");
    }

    public void Compact()
    {
        clock.Advance(TimeSpan.FromSeconds(5));
        _messages = [Text(2500), Text(random.Next(50, 500))];
        Compactions.Add(new CacheCompaction(session, agent, clock.GetUtcNow() - TimeSpan.FromSeconds(1)));
        Do(CacheLossCauses.HistoryEdit, "");
    }

    /// <summary>Back to a prompt not long ago, and other words from there.</summary>
    public void Rewind(int messages)
    {
        _messages = [.. _messages[..messages], Text(random.Next(40, 3000))];
        _couldRead = null;
    }

    public int SentMessages => _sent.Count;

    public void Resume() => _isResumed = true;

    /// <summary>The upstream lost its cache; nothing tells.</summary>
    public void Evict() => _cache = new PromptCache(clock);

    private static (int Text, int Tokens) Text(int tokens) => (Next(), tokens);

    private static int Next() => Interlocked.Increment(ref _texts);

    private string Do(CacheLossCauses cause, string answer)
    {
        _done |= cause;
        return answer;
    }

    /// <summary>What a turn more would read, were it sent at once and nothing changed: what the next one can lose.</summary>
    private long ReadsOfMore()
    {
        _messages.Add(Text(100));
        var read = _cache.Take(Prompt(), isUsed: false).Read;
        _messages.RemoveAt(_messages.Count - 1);
        return read;
    }

    private SimulatedPrompt Prompt()
    {
        var parts = new List<PromptPart>();
        Add(parts, $"tools {_tools}", 4000, null);
        Add(parts, $"system {_system}", 2500, Life);
        Add(parts, $"parameters {_parameters}", 1, null);
        foreach (var (index, message) in _messages.Index())
        {
            Add(parts, message.Text.ToString(CultureInfo.InvariantCulture), message.Tokens, index == _messages.Count - 1 ? Life : null);
        }

        return new SimulatedPrompt(SimulatedModel.All[_model], "key", 1000, true, _effortKey, false, parts, "", "", []);
    }

    private static void Add(List<PromptPart> parts, string text, int tokens, CacheLife? mark)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in (parts.Count == 0 ? "" : parts[^1].Prefix) + "|" + text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        parts.Add(new PromptPart(hash.ToString("x16", CultureInfo.InvariantCulture), (parts.Count == 0 ? 0 : parts[^1].TokensSoFar) + tokens, mark));
    }
}
