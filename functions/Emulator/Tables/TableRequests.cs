using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Tables.Batches;
using AccessReview.Emulator.Tables.Filters;

namespace AccessReview.Emulator.Tables;

/// <summary>Routes a request by its URL and method to tables, entities and batches.</summary>
internal sealed class TableRequests(EntityStore store, EmulatorClock clock)
{
    private const int LargestPage = 1000;

    public Task ServeAsync(TableExchange exchange)
    {
        var resource = ResourcePath.Parse(exchange.RawPath);
        if (exchange.Query("comp") is not null)
            throw TableFaults.NotImplemented();
        return (resource.Name, resource.IsEntity, exchange.Method) switch
        {
            ("Tables", _, "GET") => ListTablesAsync(exchange),
            ("Tables", _, "POST") => CreateTableAsync(exchange),
            ("Tables", _, "DELETE") when resource.SingleKey is { } name => DeleteTableAsync(exchange, name),
            ("$batch", _, "POST") => BatchAsync(exchange),
            ("", _, _) => throw TableFaults.NotImplemented(),
            (_, true, "GET") => GetAsync(exchange, resource),
            (_, false, "GET") => QueryAsync(exchange, resource.Name),
            _ => ChangeAsync(exchange, resource),
        };
    }

    private Task ListTablesAsync(TableExchange exchange)
    {
        var filter = FilterParser.Parse(exchange.Query("$filter"));
        var from = ContinuationToken.Read(exchange.Query("NextTableName")) ?? "";
        var names = store.TableNames(from).Where(name => filter?.Matches(new TableRow(name)) != false).ToList();
        var top = Top(exchange);
        if (names.Count > top)
            exchange.Response.Headers["x-ms-continuation-NextTableName"] = ContinuationToken.Of(names[top]);
        return exchange.AnswerAsync(200, json => TableWriter.WriteList(json, exchange.Root, exchange.Metadata, names.Take(top)));
    }

    private async Task CreateTableAsync(TableExchange exchange)
    {
        var name = TableName.Checked(TableWriter.ReadName(await exchange.ReadBodyAsync()));
        await store.CreateTableAsync(name);
        await AnswerCreatedAsync(exchange, json => TableWriter.WriteSingle(json, exchange.Root, exchange.Metadata, name));
    }

    private async Task DeleteTableAsync(TableExchange exchange, string name)
    {
        await store.DeleteTableAsync(name);
        exchange.AnswerEmpty(204);
    }

    private Task GetAsync(TableExchange exchange, ResourcePath resource)
    {
        var entity = store.Get(resource.Name, resource.PartitionKey!, resource.RowKey!); // IsEntity guarantees the keys.
        exchange.Response.Headers.ETag = EntityTag.Of(entity.Stamp);
        return exchange.AnswerAsync(
            200,
            json => new EntityWriter(json, exchange.Root, resource.Name, exchange.Metadata, Selected(exchange)).WriteSingle(entity));
    }

    private Task QueryAsync(TableExchange exchange, string table)
    {
        var partitionKey = ContinuationToken.Read(exchange.Query("NextPartitionKey"));
        var from = partitionKey is null ? ((string, string)?)null : (partitionKey, ContinuationToken.Read(exchange.Query("NextRowKey")) ?? "");
        var page = store.Query(new EntityQuery(table, FilterParser.Parse(exchange.Query("$filter")), Top(exchange), from));
        if (page.Next is { } next)
        {
            exchange.Response.Headers["x-ms-continuation-NextPartitionKey"] = ContinuationToken.Of(next.PartitionKey);
            exchange.Response.Headers["x-ms-continuation-NextRowKey"] = ContinuationToken.Of(next.RowKey);
        }

        return exchange.AnswerAsync(
            200,
            json => new EntityWriter(json, exchange.Root, table, exchange.Metadata, Selected(exchange)).WriteList(page.Rows));
    }

    private async Task ChangeAsync(TableExchange exchange, ResourcePath resource)
    {
        var ifMatch = exchange.Request.Headers.IfMatch is [{ } tag] ? tag : null;
        var operation = EntityChange.Read(exchange.Method, resource, ifMatch, await exchange.ReadBodyAsync());
        var stamps = await store.ApplyAsync([operation], isBatch: false);
        if (stamps[0] > 0)
            exchange.Response.Headers.ETag = EntityTag.Of(stamps[0]);
        if (operation.Verb != EntityVerb.Insert)
        {
            exchange.AnswerEmpty(204);
            return;
        }

        var inserted = new StoredEntity(operation.PartitionKey, operation.RowKey, stamps[0], operation.Properties);
        await AnswerCreatedAsync(
            exchange, json => new EntityWriter(json, exchange.Root, operation.Table, exchange.Metadata, null).WriteSingle(inserted));
    }

    private async Task BatchAsync(TableExchange exchange)
    {
        var batch = BatchRequest.Parse(exchange.Request.ContentType, await exchange.ReadBodyAsync());
        exchange.Response.StatusCode = 202;
        var response = new BatchResponse(exchange);
        try
        {
            var operations = batch.Operations();
            response.WriteAll(operations, await store.ApplyAsync(operations, isBatch: true));
        }
        catch (TableFault fault)
        {
            response.Write(fault, clock.GetUtcNow());
        }

        await response.SendAsync();
    }

    private static Task AnswerCreatedAsync(TableExchange exchange, Action<System.Text.Json.Utf8JsonWriter> write)
    {
        if (!exchange.WantsNoContent)
            return exchange.AnswerAsync(201, write);
        exchange.Response.Headers["Preference-Applied"] = "return-no-content";
        exchange.AnswerEmpty(204);
        return Task.CompletedTask;
    }

    private static int Top(TableExchange exchange)
    {
        if (exchange.Query("$top") is not { } text)
            return LargestPage;
        return int.TryParse(text, out var top) && top > 0 ? Math.Min(top, LargestPage) : throw TableFaults.InvalidInput("$top is not a number above zero.");
    }

    private static HashSet<string>? Selected(TableExchange exchange)
    {
        var select = exchange.Query("$select");
        return string.IsNullOrEmpty(select) || select == "*"
            ? null
            : select.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
    }
}
