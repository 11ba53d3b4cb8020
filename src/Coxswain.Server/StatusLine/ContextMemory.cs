using Coxswain.Core.Health;

namespace Coxswain.Server.StatusLine;

/// <summary>What the clients' status lines told last of their windows; until the daemon stops.</summary>
internal sealed class ContextMemory(TimeProvider clock) : IStatusLineContexts
{
    private const int MostSessions = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, StatusLineContext> _known = new(StringComparer.Ordinal);

    public void Add(string session, StatusLineInput told)
    {
        if (told.WindowTokens is null && told.UsedTokens is null)
        {
            return;
        }

        lock (_gate)
        {
            if (_known.Count >= MostSessions && !_known.ContainsKey(session))
            {
                _known.Remove(_known.MinBy(static one => one.Value.At).Key);
            }

            _known[session] = new StatusLineContext(clock.GetUtcNow(), told.WindowTokens, told.UsedTokens, told.ModelId ?? "");
        }
    }

    /// <returns><see langword="null"/>: nothing was told.</returns>
    public StatusLineContext? Find(string session)
    {
        lock (_gate)
        {
            return _known.GetValueOrDefault(session);
        }
    }
}
