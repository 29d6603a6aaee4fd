using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>Records once the spellings of identifiers that earlier versions of the app wrote.</summary>
public sealed partial class DirectoryStore
{
    private const string SpellingsRow = "spellings";
    private const int SpellingsAtOnce = 1000;

    internal async Task NoteSpellingsAsync(CancellationToken cancellationToken)
    {
        if (await _table.FindRowAsync(DirectoryKeys.VersionPartition, SpellingsRow, cancellationToken) is not null)
            return;
        await NoteAsync(DirectoryIdKind.User, "user|", DirectoryKeys.After("user|"), row => StoredJson.Read<User>(row).Id.Value, cancellationToken);
        await NoteAsync(DirectoryIdKind.App, DirectoryKeys.Apps, $"{DirectoryKeys.Apps}!", row => StoredJson.Read<ConnectedApp>(row).Id.Value, cancellationToken);
        await NoteAsync(DirectoryIdKind.Entitlement, "entitlement|", DirectoryKeys.After("entitlement|"), row => StoredJson.Read<Entitlement>(row).Id.Value, cancellationToken);
        await _table.UpsertEntityAsync(new TableEntity(DirectoryKeys.VersionPartition, SpellingsRow), TableUpdateMode.Replace, cancellationToken);
    }

    private async Task NoteAsync(DirectoryIdKind kind, string from, string to, Func<TableEntity, string> idOf, CancellationToken cancellationToken)
    {
        var rows = _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}"), cancellationToken: cancellationToken);
        await foreach (var some in rows.Chunk(SpellingsAtOnce).WithCancellation(cancellationToken))
        {
            var writes = new RowWrites();
            foreach (var id in some.Select(idOf))
            {
                var key = DirectoryKeys.Of(ExactText.WithoutCase(id));
                writes.Upsert(new TableEntity(DirectoryKeys.Spellings(kind, key), key) { ["Id"] = id });
            }

            await writes.SubmitAsync(_table, cancellationToken);
        }
    }
}
