using Coxswain.Testing.Traces.Workloads;

namespace Coxswain.Testing.Traces.Drafting;

/// <summary>First pass: who asked what, and which calls and tools that took. Uses up exactly the session's share of requests.</summary>
internal sealed class SessionSketcher(TraceOptions options, Draws draws)
{
    private readonly WorkloadSketch? _workload = options.Workload is { } workload ? new WorkloadSketch(workload, draws) : null;

    private string MainSource => options.Interactive ? "repl_main_thread" : "sdk";

    public void Fill(SessionDraft session, int requests)
    {
        var left = requests;
        while (left > 0)
        {
            var turn = NewTurn(session, session.Turns.Count == 0);
            session.Turns.Add(turn);
            if (session.Turns.Count == 1 && left > 4)
            {
                turn.Title = NewCall("generate_session_title", 900, 12, text: null);
                left--;
            }
            else if (left > 2 && draws.Chance(options.CompactionChance))
            {
                turn.Compaction = NewCall("compact", 30_000, 2500, text: null);
                turn.CompactionUuid = draws.Uuid();
                left--;
            }

            left -= FillTurn(session, turn, left);
        }
    }

    public FailureDraft NewFailure() => new()
    {
        RequestId = draws.ApiId("req_011"), MessageUuid = draws.Uuid(), Attempts = 11, LastAttemptMs = draws.Between(200, 900), RetryingMs = 178_000,
    };

    private TurnDraft NewTurn(SessionDraft session, bool first)
    {
        var task = _workload?.Next(first ? null : session.Turns[^1].Thread);
        return new()
        {
            PromptId = draws.Uuid(),
            PromptUuid = draws.Uuid(),
            Prompt = task?.Prompt ?? AnyPrompt(session, first),
            Difficulty = task?.Difficulty,
            Thread = task?.Thread,
            GapWeight = draws.Around(1),
        };
    }

    private string AnyPrompt(SessionDraft session, bool first) => first ? Vocabulary.Tasks.First(task => task.Title == session.Title).Prompt
            : draws.Chance(0.4) ? draws.Pick(Vocabulary.Tasks).Prompt : draws.Pick(Vocabulary.FollowUps);

    private int FillTurn(SessionDraft session, TurnDraft turn, int left)
    {
        var pattern = turn.Difficulty is { } level && _workload is { } told ? told.Pattern(level) : draws.Pick(Vocabulary.Tasks).Pattern.Split(' ');
        var calls = Math.Min(left, turn.Difficulty is { } hard && _workload is { } asked ? asked.Requests(hard) : 1 + draws.Between(0, pattern.Length * 2));
        var used = calls;
        for (var i = 0; i < calls; i++)
        {
            var last = i == calls - 1;
            var call = NewCall(MainSource, last ? 9000 : 5000, Output(turn, last), last ? draws.Pick(Vocabulary.Answers) : null);
            turn.Calls.Add(call);
            if (last)
            {
                continue;
            }

            var spare = left - used;
            if (spare >= 2 && i == 0 && draws.Chance(Shape(turn)?.SubagentChance ?? options.SubagentChance))
            {
                var agent = NewAgent(session, Math.Min(spare, draws.Between(2, 9)));
                used += agent.Calls.Count;
                call.Tools.Add(AgentTool(agent));
            }
            else
            {
                AddTools(session, call, pattern[i % pattern.Length]);
            }
        }

        return used;
    }

    private TaskShape? Shape(TurnDraft turn) => turn.Difficulty is { } difficulty ? _workload?.Shape(difficulty) : null;

    private double Output(TurnDraft turn, bool last) => Shape(turn) is { } shape ? shape.Output * (last ? 1.5 : 1) : last ? 420 : 260;

    private void AddTools(SessionDraft session, CallDraft call, string kind)
    {
        call.Tools.Add(NewTool(session, kind));
        if (kind == "read" && draws.Chance(0.3))
        {
            call.Tools.Add(NewTool(session, "read"));
        }
    }

    private ToolDraft NewTool(SessionDraft session, string kind) => new()
    {
        ToolUseId = draws.ApiId("toolu_01"),
        ResultUuid = draws.Uuid(),
        Sample = Vocabulary.Tool(kind, session.Project, draws),
        DurationMs = (int)draws.Around(kind == "bash" ? 4000 : 40),
        ResultTokens = (int)draws.Around(kind is "read" or "bash" ? 1400 : 250),
        Fails = draws.Chance(options.ToolFailureChance),
    };

    private AgentDraft NewAgent(SessionDraft session, int calls)
    {
        var errand = _workload?.Search();
        var prompt = errand?.Prompt ?? draws.Pick(Vocabulary.Tasks).Prompt;
        var agent = new AgentDraft { AgentId = "a" + draws.Hex(8), Name = "Explore", Description = errand?.Prompt ?? "look into it", Prompt = prompt, Difficulty = errand?.Difficulty };
        for (var i = 0; i < calls; i++)
        {
            var last = i == calls - 1;
            var call = NewCall("agent:builtin:Explore", 3500, last ? 600 : 180, last ? draws.Pick(Vocabulary.Answers) : null);
            if (!last)
            {
                call.Tools.Add(NewTool(session, i % 2 == 0 ? "grep" : "read"));
            }

            agent.Calls.Add(call);
        }

        return agent;
    }

    private ToolDraft AgentTool(AgentDraft agent) => new()
    {
        ToolUseId = draws.ApiId("toolu_01"),
        ResultUuid = draws.Uuid(),
        Sample = new("Agent", TraceToolInput.Agent(agent.Description, agent.Prompt, agent.Name), draws.Pick(Vocabulary.Answers)),
        DurationMs = 30,
        ResultTokens = (int)draws.Around(700),
        Fails = false,
        Agent = agent,
    };

    private CallDraft NewCall(string source, double durationMs, double output, string? text) => new()
    {
        RequestId = draws.ApiId("req_011"),
        MessageId = draws.ApiId("msg_01"),
        MessageUuid = draws.Uuid(),
        QuerySource = source,
        DurationMs = (int)draws.Around(durationMs),
        FirstTokenShare = 0.1 + (draws.Unit() * 0.3),
        OutputDraw = draws.Around(output),
        InputTokens = draws.Between(2, 12),
        Thinks = draws.Chance(0.3) && source is not ("generate_session_title" or "compact"),
        Text = text,
    };
}
