using System.Text;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using CsvHelper;

namespace AccessReview.App.EvidencePacks;

/// <summary>A line of <c>population.jsonl</c>.</summary>
/// <param name="Recorded">What was recorded of the item, as the JSON text over which the hash of the population was computed.</param>
internal sealed record RecordedItem(int Position, string Id, string Recorded);

/// <summary>A line of <c>late.jsonl</c>: access in the scope that appeared after the population was recorded.</summary>
/// <param name="Position">The position of its item; null: it was not added to the campaign.</param>
/// <param name="By">Who added it or left it to the next campaign; null: nobody.</param>
internal sealed record LateEvidence(string Id, LateState State, DateTimeOffset AppearedAt, int? Position, UserId? By, DateTimeOffset? At, FrozenItem Found);

/// <summary>A line of <c>events.jsonl</c>.</summary>
/// <param name="Hash">SHA-256 of the previous hash, the version and the event's text, with line breaks between them.</param>
internal sealed record RecordedTaskEvent(int Item, TaskId Task, int Number, long Version, string Previous, string Hash, string Event);

/// <summary>The files of a pack while it is made.</summary>
internal sealed class PackFiles : IAsyncDisposable
{
    private readonly PackFile _population = new("population.jsonl");
    private readonly PackFile _late = new("late.jsonl");
    private readonly PackFile _items = new("items.jsonl");
    private readonly PackFile _table = new("items.csv");
    private readonly PackFile _events = new("events.jsonl");
    private readonly MemoryStream _row = new();
    private readonly CsvWriter _csv;
    private bool _hasColumns;
    private bool _hasLate;

    public PackFiles() => _csv = CsvWriter.Create(_row, CsvForm.With(CsvSeparator.Comma), leaveOpen: true);

    public PackFile Cover { get; } = new("cover.html");

    public PackFile Campaign { get; } = new("campaign.json");

    public PackFile CampaignEvents { get; } = new("campaign-events.jsonl");

    public PackFile Sources { get; } = new("sources.jsonl");

    public PackFile Reads { get; } = new("reads.jsonl");

    public IReadOnlyList<PackFile> All => [Cover, Campaign, CampaignEvents, Sources, _population, .. _hasLate ? [_late] : Array.Empty<PackFile>(), _items, _table, _events, Reads];

    public async Task AddAsync(ReadItem read, CancellationToken cancellationToken)
    {
        var item = read.Item;
        // What was added later is in its own file: the hash of the population stays.
        if (item.AppearedAt is null)
            await _population.WriteAsync($"{RowJson.Write(new RecordedItem(item.Position, item.Id, read.Recorded))}\n", cancellationToken);
        await _items.WriteAsync($"{RowJson.Write(item)}\n", cancellationToken);
        if (!_hasColumns)
            await _table.WriteAsync(await RowAsync(ItemCsv.Columns, cancellationToken), cancellationToken);
        _hasColumns = true;
        await _table.WriteAsync(await RowAsync(ItemCsv.Of(item), cancellationToken), cancellationToken);
        foreach (var task in read.Tasks)
        {
            foreach (var one in task.Events)
                await _events.WriteAsync($"{RowJson.Write(new RecordedTaskEvent(item.Position, task.Task.Id, task.Task.Number, one.Version, one.Previous, one.Hash, one.Json))}\n", cancellationToken);
        }
    }

    public Task AddAsync(LateItem late, CancellationToken cancellationToken)
    {
        var (found, progress) = (late.Frozen, late.Progress);
        _hasLate = true;
        return _late.WriteAsync($"{RowJson.Write(new LateEvidence(found.Id, progress.State, progress.AppearedAt, progress.Position, progress.By, progress.At, found))}\n", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Cover.DisposeAsync();
        await Campaign.DisposeAsync();
        await CampaignEvents.DisposeAsync();
        await Sources.DisposeAsync();
        await Reads.DisposeAsync();
        await _population.DisposeAsync();
        await _late.DisposeAsync();
        await _items.DisposeAsync();
        await _table.DisposeAsync();
        await _events.DisposeAsync();
        await _csv.DisposeAsync();
        await _row.DisposeAsync();
    }

    private async Task<string> RowAsync(string[] cells, CancellationToken cancellationToken)
    {
        await _csv.WriteRecordAsync(CsvForm.Harmless(cells), cancellationToken);
        await _csv.FlushAsync(cancellationToken);
        var text = Encoding.UTF8.GetString(_row.GetBuffer(), 0, (int)_row.Length);
        _row.SetLength(0);
        return text;
    }
}
