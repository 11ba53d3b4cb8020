namespace Coxswain.Server.Hosting.Engine;

/// <summary>The last lines an engine process wrote to standard error: the reason when it does not start.</summary>
internal sealed class EngineOutput
{
    private const int MaxLines = 40;
    private const int MaxLineLength = 2000;
    private readonly Queue<string> _lines = [];

    public string Text
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public string LastLine
    {
        get
        {
            lock (_lines)
            {
                return _lines.LastOrDefault() ?? "it said nothing";
            }
        }
    }

    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line.Length <= MaxLineLength ? line : line[..MaxLineLength]);
            if (_lines.Count > MaxLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
