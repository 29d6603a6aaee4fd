using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Store;

/// <summary>A value as stored in its row, with the row's ETag.</summary>
internal sealed record Stored<T>(T Value, ETag ETag)
{
    /// <summary>The import that wrote the row last, and the row's part in it; null: none.</summary>
    public string? Mark { get; init; }
}

internal static class StoredJson
{
    public const string Mark = "Import";

    public static TableEntity Row<T>(string partition, string row, T value) => new(partition, row) { ["Json"] = RowJson.Write(value) };

    [return: NotNullIfNotNull(nameof(row))]
    public static Stored<T>? Of<T>(TableEntity? row) => row is null ? null : new(Read<T>(row), row.ETag) { Mark = row.GetString(Mark) };

    public static T Read<T>(TableEntity row) => RowJson.Read<T>(row.GetString("Json"));
}
