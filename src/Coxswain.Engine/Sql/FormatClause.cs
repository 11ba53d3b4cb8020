using System.Text;

namespace Coxswain.Engine.Sql;

/// <summary>For callers outside: whether a query itself says how it is to be written.</summary>
public static class FormatClause
{
    /// <returns>The name after FORMAT; null where there is none.</returns>
    public static string? NameIn(string sql) => Statement.Read(Encoding.UTF8.GetBytes(sql)).Format;
}
