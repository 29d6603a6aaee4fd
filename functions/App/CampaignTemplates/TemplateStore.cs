using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.CampaignTemplates;

/// <summary>Reads and writes templates. The current state is written together with its version or run, so that they always agree.</summary>
public sealed class TemplateStore(AppTables tables)
{
    private readonly AppTable _table = tables.Of(TemplateRows.Table);

    /// <summary>Returns null if there is no such template.</summary>
    internal async Task<StoredTemplate?> FindAsync(string name, CancellationToken cancellationToken) =>
        TemplateRules.IsName(name) && StoredJson.Of<CampaignTemplate>(await _table.FindRowAsync(name, TemplateRows.StateKey, cancellationToken)) is { } stored
            ? new StoredTemplate(stored.Value, stored.ETag)
            : null;

    /// <summary>All templates by name, also retired ones.</summary>
    /// <param name="after">The position of the last one of the previous page.</param>
    internal IAsyncEnumerable<Positioned<CampaignTemplate>> AllAsync(string? after, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>($"({TemplateRows.StatesAfter(after ?? "")}) and {_table.Readable}", cancellationToken: cancellationToken)
            .Select(row => new Positioned<CampaignTemplate>(StoredJson.Read<CampaignTemplate>(row), row.PartitionKey));

    internal async Task<TemplateVersion?> FindVersionAsync(string name, int version, CancellationToken cancellationToken) =>
        StoredJson.Of<TemplateVersion>(await _table.FindRowAsync(name, TemplateRows.VersionKey(version), cancellationToken))?.Value;

    /// <summary>All versions, oldest first.</summary>
    internal IAsyncEnumerable<TemplateVersion> VersionsAsync(string name, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(TemplateRows.VersionsOf(name), cancellationToken: cancellationToken).Select(StoredJson.Read<TemplateVersion>);

    /// <summary>The runs that have begun, latest first.</summary>
    internal IAsyncEnumerable<TemplateRun> RunsAsync(string name, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(TemplateRows.RunsOf(name), cancellationToken: cancellationToken).Select(StoredJson.Read<TemplateRun>);

    /// <summary>The runs of all templates with something left to do.</summary>
    internal async Task<IReadOnlyList<TemplateRun>> OpenRunsAsync(CancellationToken cancellationToken) =>
        await _table.QueryAsync<TableEntity>($"{TemplateRows.OpenRuns} and {_table.Readable}", cancellationToken: cancellationToken).Select(StoredJson.Read<TemplateRun>).ToListAsync(cancellationToken);

    /// <summary>Writes a template with its new version. Returns false if another write was first.</summary>
    /// <param name="read">The ETag that was read; null: there was no template.</param>
    internal Task<bool> SaveAsync(CampaignTemplate template, ETag? read, CancellationToken cancellationToken) =>
        TryAsync(StateOf(template, read).Add(TableTransactionActionType.Add, TemplateRows.Of(template.Name, template.Current)), cancellationToken);

    /// <summary>Writes a template with a run that begins. Returns false if another write was first.</summary>
    internal Task<bool> BeginAsync(CampaignTemplate template, ETag read, TemplateRun run, CancellationToken cancellationToken) =>
        TryAsync(StateOf(template, read).Add(TableTransactionActionType.Add, TemplateRows.Of(run)), cancellationToken);

    /// <summary>Records which campaign was created last. If somebody else was faster, theirs counts.</summary>
    internal Task<bool> RememberAsync(StoredTemplate stored, Domain.Tasks.CampaignId campaign, CancellationToken cancellationToken) =>
        TryAsync(StateOf(stored.Template with { LastCampaign = campaign }, stored.ETag), cancellationToken);

    internal Task SaveAsync(TemplateRun run, CancellationToken cancellationToken) => _table.UpsertEntityAsync(TemplateRows.Of(run), TableUpdateMode.Replace, cancellationToken);

    private static EntityGroup StateOf(CampaignTemplate template, ETag? read) => new EntityGroup().Add(
        read is null ? TableTransactionActionType.Add : TableTransactionActionType.UpdateReplace, TemplateRows.Of(template), read ?? default);

    private async Task<bool> TryAsync(EntityGroup group, CancellationToken cancellationToken)
    {
        try
        {
            await group.SubmitAsync(_table, cancellationToken);
            return true;
        }
        catch (RequestFailedException clash) when (Contention.IsConflict(clash))
        {
            return false;
        }
    }
}
