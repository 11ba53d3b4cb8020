using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;

namespace Coxswain.Otlp.Values;

/// <summary>What decoding one request shares between its parts: limits, caches, the records so far and what had to be left out.</summary>
internal sealed class DecodeContext
{
    public DecodeContext(OtlpOptions limits, int bodyLength, DateTimeOffset received, DateTimeOffset? oldest)
    {
        Limits = limits;
        Budget = new DecodeBudget(limits);
        Keys = new Utf8StringCache(bodyLength < 65_536 ? 64 : 512, Budget);
        Texts = new Utf8StringCache(bodyLength < 65_536 ? 256 : 2048, Budget);
        OriginAttributes = new AttributeList(limits, Budget);
        RecordAttributes = new AttributeList(limits, Budget);
        PartAttributes = new AttributeList(limits, Budget);
        ReceivedNs = Ns(received);
        OldestNs = oldest is { } time ? Ns(time) : 0;
    }

    public OtlpOptions Limits { get; }

    public DecodeBudget Budget { get; }

    public Utf8StringCache Keys { get; }

    public Utf8StringCache Texts { get; }

    public AttributeList OriginAttributes { get; }

    public AttributeList RecordAttributes { get; }

    /// <summary>For events, links and exemplars, whose lists may come between two attributes of their record.</summary>
    public AttributeList PartAttributes { get; }

    public List<LogRecord> Logs { get; } = [];

    public List<SpanRecord> Spans { get; } = [];

    public List<MetricPoint> Metrics { get; } = [];

    public int Rejected { get; private set; }

    public string RejectionMessage { get; private set; } = "";

    /// <summary>What the sender should know although nothing was left out for it.</summary>
    public string Warning { get; private set; } = "";

    /// <summary>Some record had no time of its own, so the same bytes later are a new fact.</summary>
    public bool TookReceiptTime { get; private set; }

    private long ReceivedNs { get; }

    private long OldestNs { get; }

    private string? Defect { get; set; }

    public void StartRecord()
    {
        Budget.SpendRecord();
        Defect = null;
    }

    /// <summary>The record being read cannot be stored; it is left out when it ends.</summary>
    public void Mar(string defect) => Defect ??= defect;

    /// <summary>An id that is none leaves its record in; the sender gets a warning, as partial success allows without anything rejected.</summary>
    public void IgnoreId(int size)
    {
        if (Warning.Length == 0)
        {
            Warning = $"an id was ignored: it must have {size} bytes, in JSON as {size * 2} hex digits";
        }
    }

    /// <summary>A resource or scope belongs to many records, so what mars it makes the request malformed.</summary>
    public void RefuseMarredOrigin(long position)
    {
        if (Defect is not null)
        {
            throw OtlpDecodeException.Malformed($"in a resource or scope, {Defect}", position);
        }
    }

    public void StartOrigin() => Defect = null;

    /// <summary>True when the record that ends here is to be left out, which is then counted.</summary>
    /// <param name="ownTime">0 when it has none.</param>
    public bool EndsMarred(string kind, long ownTime)
    {
        if (ownTime != 0 && ownTime < OldestNs)
        {
            Mar("its time lies before what the store keeps (store.retentionDays)");
        }

        if (Defect is null)
        {
            return false;
        }

        Rejected++;
        if (RejectionMessage.Length == 0)
        {
            RejectionMessage = $"{kind}: {Defect}";
        }

        return true;
    }

    /// <summary>What the store can hold, see <see cref="StorableTimes"/>.</summary>
    public long CheckTime(ulong ns, string field)
    {
        if (ns > StorableTimes.LastNs)
        {
            Mar($"{field} lies after 2106-02-07 or is negative");
            return 0;
        }

        return (long)ns;
    }

    public long TimeOrReceipt(long ns)
    {
        if (ns != 0 || Defect is not null)
        {
            return ns;
        }

        TookReceiptTime = true;
        return ReceivedNs;
    }

    public bool IsTooLong(int bytes)
    {
        if (bytes <= Limits.MaxStringBytes)
        {
            return false;
        }

        Mar($"a string is longer than {Limits.MaxStringBytes} bytes");
        return true;
    }

    public void CheckNesting(int depth, long position)
    {
        if (depth > Limits.MaxNesting)
        {
            throw OtlpDecodeException.Malformed($"a value nested deeper than {Limits.MaxNesting} levels", position);
        }
    }

    private static long Ns(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;
}
