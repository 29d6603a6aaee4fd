using System.Linq.Expressions;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace AccessReview.App.Store;

/// <summary>
/// A table whose rows carry a schema number. This build writes its own number, reads it and older ones (a row without a number
/// has the first), and refuses rows of newer builds. A change of a row's content needs a new number:
/// functions/decisions/0014-versions-in-flight.md.
/// </summary>
public sealed class AppTable : TableClient
{
    /// <summary>The column of the schema number.</summary>
    public const string Schema = "Schema";

    private readonly int _schema;

    public AppTable(string connectionString, string name, int schema, TableClientOptions? options = null)
        : base(connectionString, name, options) => _schema = schema;

    public AppTable(Uri endpoint, string name, TokenCredential credential, int schema, TableClientOptions? options = null)
        : base(endpoint, name, credential, options) => _schema = schema;

    /// <summary>A filter for scans that skip rows of newer builds.</summary>
    public string Readable => CreateQueryFilter($"not (Schema gt {_schema})");

    public override async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        await base.AddEntityAsync(Stamp(entity), cancellationToken);

    public override Response AddEntity<T>(T entity, CancellationToken cancellationToken = default) =>
        base.AddEntity(Stamp(entity), cancellationToken);

    public override async Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        await base.UpsertEntityAsync(Stamp(entity, mode), mode, cancellationToken);

    public override Response UpsertEntity<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        base.UpsertEntity(Stamp(entity, mode), mode, cancellationToken);

    public override async Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        await base.UpdateEntityAsync(Stamp(entity, mode), ifMatch, mode, cancellationToken);

    public override Response UpdateEntity<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        base.UpdateEntity(Stamp(entity, mode), ifMatch, mode, cancellationToken);

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        await base.SubmitTransactionAsync(transactionActions.Select(Stamp), cancellationToken);

    public override Response<IReadOnlyList<Response>> SubmitTransaction(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        base.SubmitTransaction(transactionActions.Select(Stamp), cancellationToken);

    public override async Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var found = await base.GetEntityAsync<T>(partitionKey, rowKey, WithSchema(select), cancellationToken);
        Check(found.Value);
        return found;
    }

    public override Response<T> GetEntity<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var found = base.GetEntity<T>(partitionKey, rowKey, WithSchema(select), cancellationToken);
        Check(found.Value);
        return found;
    }

    public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var found = await base.GetEntityIfExistsAsync<T>(partitionKey, rowKey, WithSchema(select), cancellationToken);
        Check(found.HasValue ? found.Value : null);
        return found;
    }

    public override NullableResponse<T> GetEntityIfExists<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var found = base.GetEntityIfExists<T>(partitionKey, rowKey, WithSchema(select), cancellationToken);
        Check(found.HasValue ? found.Value : null);
        return found;
    }

    public override AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new CheckedRows<T>(base.QueryAsync<T>(filter, maxPerPage, WithSchema(select), cancellationToken), Check);

    public override AsyncPageable<T> QueryAsync<T>(Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new CheckedRows<T>(base.QueryAsync(filter, maxPerPage, WithSchema(select), cancellationToken), Check);

    public override Pageable<T> Query<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new CheckedRowsNow<T>(base.Query<T>(filter, maxPerPage, WithSchema(select), cancellationToken), Check);

    public override Pageable<T> Query<T>(Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new CheckedRowsNow<T>(base.Query(filter, maxPerPage, WithSchema(select), cancellationToken), Check);

    private TableTransactionAction Stamp(TableTransactionAction action)
    {
        if (action.ActionType is TableTransactionActionType.Add or TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace)
            Stamp(action.Entity);
        return action;
    }

    // A merge keeps the rest of the row, and so its schema number.
    private T Stamp<T>(T entity, TableUpdateMode mode)
        where T : ITableEntity =>
        mode == TableUpdateMode.Replace ? Stamp(entity) : entity;

    private T Stamp<T>(T entity)
        where T : ITableEntity
    {
        if (entity is not TableEntity row)
            throw new ArgumentException($"Rows of {Name} are written as {nameof(TableEntity)}: any other type has no place for the schema number.", nameof(entity));
        row[Schema] = _schema;
        return entity;
    }

    private static IEnumerable<string>? WithSchema(IEnumerable<string>? select) => select?.Append(Schema);

    private void Check<T>(T? entity)
    {
        if (entity is TableEntity row && row.TryGetValue(Schema, out var number) && number is int schema && schema > _schema)
            throw new NewerRowException(Name, schema, _schema);
    }

    private sealed class CheckedRows<T>(AsyncPageable<T> rows, Action<T> check) : AsyncPageable<T>
        where T : notnull
    {
        public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            await foreach (var page in rows.AsPages(continuationToken, pageSizeHint))
            {
                foreach (var row in page.Values)
                    check(row);
                yield return page;
            }
        }
    }

    private sealed class CheckedRowsNow<T>(Pageable<T> rows, Action<T> check) : Pageable<T>
        where T : notnull
    {
        public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
            rows.AsPages(continuationToken, pageSizeHint).Select(page =>
            {
                foreach (var row in page.Values)
                    check(row);
                return page;
            });
    }
}
