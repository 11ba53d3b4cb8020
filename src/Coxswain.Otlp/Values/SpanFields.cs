namespace Coxswain.Otlp.Values;

/// <summary>Enumerations as the collector's exporter spells them.</summary>
internal static class SpanFields
{
    public static string Kind(long number) => number switch
    {
        1 => "Internal",
        2 => "Server",
        3 => "Client",
        4 => "Producer",
        5 => "Consumer",
        _ => "Unspecified",
    };

    public static string Status(long number) => number switch
    {
        1 => "Ok",
        2 => "Error",
        _ => "Unset",
    };

    public static ulong Duration(long startNs, long endNs) => endNs > startNs ? (ulong)(endNs - startNs) : 0;
}
