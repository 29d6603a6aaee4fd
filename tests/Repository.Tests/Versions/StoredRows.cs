using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccessReview.App.Tests.Drivers;
using Azure.Data.Tables;

namespace AccessReview.Repository.Tests.Versions;

/// <summary>
/// Every row of every table as written by a release, with facts for tests: Rows/{release}.json, one row per
/// line, columns of another type than text named with it (<c>Version@Int64</c>).
/// </summary>
internal sealed record StoredRows(IReadOnlyDictionary<string, string> Facts, IReadOnlyDictionary<string, IReadOnlyList<TableEntity>> Tables)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<StoredRows> OfAsync(TheApp app, IReadOnlyDictionary<string, string> facts)
    {
        var tables = new SortedDictionary<string, IReadOnlyList<TableEntity>>(StringComparer.Ordinal);
        await foreach (var table in app.Tables.QueryAsync())
        {
            var rows = await app.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>().ToListAsync();
            if (rows.Count > 0)
                tables[table.Name] = rows;
        }

        return new StoredRows(facts, tables);
    }

    public async Task LoadIntoAsync(TheApp app)
    {
        foreach (var (table, rows) in Tables)
        {
            foreach (var row in rows)
                await app.Tables.GetTableClient(table).UpsertEntityAsync(row, TableUpdateMode.Replace);
        }
    }

    public static bool AreKept(string release) => File.Exists(FileOf(release));

    public static StoredRows Read(string release)
    {
        var file = JsonNode.Parse(File.ReadAllText(FileOf(release)))!; // The file is ours.
        return new StoredRows(
            file["facts"]!.AsObject().ToDictionary(fact => fact.Key, fact => fact.Value!.GetValue<string>()),
            file["tables"]!.AsObject().ToDictionary(table => table.Key, table => (IReadOnlyList<TableEntity>)[.. table.Value!.AsArray().Select(row => Row(row!.AsObject()))]));
    }

    public void Write(string release)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(release))!); // A file has a folder.
        var tables = Tables.Select(table => $"    \"{table.Key}\": [\n{string.Join(",\n", table.Value.Select(row => "      " + JsonSerializer.Serialize(Line(row), Readable)))}\n    ]");
        File.WriteAllText(FileOf(release), $"{{\n  \"facts\": {JsonSerializer.Serialize(Facts, Readable)},\n  \"tables\": {{\n{string.Join(",\n", tables)}\n  }}\n}}\n");
    }

    private static string FileOf(string release) => Checkout.PathOf("tests", "Repository.Tests", "Versions", "Rows", release + ".json");

    private static Dictionary<string, string> Line(TableEntity row) => row
        .Where(column => column.Value is not null && column.Key is not ("odata.etag" or "Timestamp"))
        .ToDictionary(
            column => column.Value is string ? column.Key : $"{column.Key}@{column.Value.GetType().Name}",
            column => column.Value switch
            {
                byte[] bytes => Convert.ToBase64String(bytes),
                DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture)!, // Numbers, booleans and text.
            });

    private static TableEntity Row(JsonObject line)
    {
        var row = new TableEntity();
        foreach (var (name, node) in line)
        {
            var (parts, text) = (name.Split('@'), node!.GetValue<string>());
            row[parts[0]] = parts.ElementAtOrDefault(1) switch
            {
                null => text,
                nameof(Int32) => int.Parse(text, CultureInfo.InvariantCulture),
                nameof(Int64) => long.Parse(text, CultureInfo.InvariantCulture),
                nameof(Boolean) => bool.Parse(text),
                nameof(DateTimeOffset) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
                "Byte[]" => Convert.FromBase64String(text),
                var type => throw new InvalidDataException($"{type} is no type of a column."),
            };
        }

        return row;
    }
}
