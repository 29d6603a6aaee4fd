using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AccessReview.App.Audit;
using AccessReview.App.Campaigns;
using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Telemetry;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <summary>A pack that is complete.</summary>
/// <param name="File">A temporary file, at its beginning. Closing it deletes it.</param>
/// <param name="Read">To be recorded when the pack is given to somebody.</param>
internal sealed record MadePack(FileStream File, PackNumbers Numbers, EvidenceRead Read);

/// <summary>
/// Writes all that is known of a campaign into one file for an auditor. Everything is read before the first byte is returned, so a pack is
/// complete or there is none. Memory does not grow with the number of items.
/// </summary>
public sealed class EvidencePack(
    CampaignStore campaigns,
    CampaignItems items,
    LateItems late,
    ItemEvidenceReader reader,
    PackControls controls,
    SourceReader sources,
    EvidenceReads reads,
    DirectoryStore directory,
    EvidenceKeys keys,
    MailRenderer renderer,
    TimeProvider clock)
{
    private const int BatchSize = 50;
    private const int AtOnce = 8;

    private const string Verify = "dotnet run --project functions/Verifier -- FILE --key KEYS";

    private static readonly JsonSerializerOptions Indented = new(RowJson.Options) { WriteIndented = true };

    /// <param name="by">Who wants it; null: the app itself.</param>
    /// <exception cref="NewerRowException">A newer build wrote a part of the campaign.</exception>
    internal async Task<MadePack> MakeAsync(Campaign campaign, Caller? by, CancellationToken cancellationToken)
    {
        var stored = await campaigns.EventsAsync(campaign.Id, cancellationToken);
        IReadOnlyList<CampaignEvent> events = [.. stored.Select(one => one.Event)];
        var exports = await reads.OfAsync(campaign.Id, cancellationToken);
        await using var files = new PackFiles();
        await files.CampaignEvents.WriteAsync(Lines(stored), cancellationToken);
        await files.Reads.WriteAsync(Lines(exports), cancellationToken);
        if (events.OfType<CampaignEvent.PopulationFrozen>().FirstOrDefault() is { } frozen)
            await files.Sources.WriteAsync(Lines(await sources.ReadAsync(frozen.At, cancellationToken)), cancellationToken);
        var signOffs = CampaignSignOffs.Of(stored);
        var summary = new PackSummary(PackControls.FirstDueOf(events) ?? campaign.Plan.Due);
        var population = new PopulationSum();
        using var heads = new HeadSums(campaign.OpenedAt, events.OfType<CampaignEvent.CampaignClosed>().FirstOrDefault()?.At, clock.GetUtcNow());
        await foreach (var batch in items.ReadRecordedAsync(campaign.Id, cancellationToken).Chunk(BatchSize).WithCancellation(cancellationToken))
        {
            foreach (var item in await ReadAsync(campaign, batch, signOffs, cancellationToken))
            {
                var read = item with { Item = ReminderTrail.Add(item.Item, events) };
                summary.Add(read.Item);
                population.Add(read.Item);
                foreach (var task in read.Tasks)
                    heads.Add(task);
                await files.AddAsync(read, cancellationToken);
            }
        }

        await foreach (var appeared in late.ReadAsync(campaign.Id, null, cancellationToken))
        {
            summary.Add(appeared.Value);
            await files.AddAsync(appeared.Value, cancellationToken);
        }

        var numbers = summary.Complete();
        var names = await CampaignNames.ReadAsync(directory, [.. CampaignView.PeopleOf(campaign), .. events.SelectMany(CampaignHistory.PeopleOf), .. exports.Select(read => read.By)], cancellationToken);
        var view = CampaignView.Of(campaign, by?.Actor ?? Actor.System, names) with { Actions = [] };
        var control = await controls.ReadAsync(campaign, events, summary.Policies, names, cancellationToken);
        var content = new { Campaign = view, Control = control, Population = population.Complete(), Heads = heads.Complete(), Numbers = numbers };
        await files.Campaign.WriteAsync($"{JsonSerializer.Serialize(content, Indented)}\n", cancellationToken);
        using var key = await keys.UseSigningAsync(cancellationToken);
        var manifest = ManifestOf(campaign, by, campaign.Population?.Items ?? 0, key);
        var cover = new EvidenceCoverModel(view, control, content.Population, numbers, manifest, events, exports, names) { SignOffs = signOffs.Newest };
        await files.Cover.WriteAsync(await renderer.RenderAsync<EvidenceCover>(new Dictionary<string, object?> { [nameof(EvidenceCover.Content)] = cover }) + "\n", cancellationToken);
        var (file, hash) = await ZipAsync(files, manifest, key, cancellationToken);
        return new MadePack(file, numbers, new EvidenceRead(manifest.GeneratedAt, by?.Id, hash));
    }

    private async Task<IReadOnlyList<ReadItem>> ReadAsync(Campaign campaign, (CampaignItem Item, string Recorded)[] batch, CampaignSignOffs signOffs, CancellationToken cancellationToken)
    {
        var read = new ReadItem[batch.Length];
        await Parallel.ForAsync(0, batch.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (index, stop) =>
            read[index] = await reader.ReadAsync(campaign, batch[index].Item, batch[index].Recorded, signOffs, stop));
        return read;
    }

    private PackManifest ManifestOf(Campaign campaign, Caller? by, int count, EvidenceKey key) => new(
        PackManifest.CurrentFormat,
        campaign.Id,
        campaign.Plan.Name,
        campaign.State,
        CampaignStates.IsOver(campaign.State),
        clock.GetUtcNow(),
        by is null ? null : new PersonView(by.Id, by.User.DisplayName),
        ProductVersion.Current,
        "Etc/UTC",
        count,
        campaign.Population?.Hash ?? "",
        [],
        key.Name,
        key.Fingerprint,
        Verify);

    /// <returns>The file, and the hash of its manifest.</returns>
    private async Task<(FileStream File, string Manifest)> ZipAsync(PackFiles files, PackManifest manifest, EvidenceKey key, CancellationToken cancellationToken)
    {
        var pack = PackFile.Temporary();
        string hash;
        try
        {
            await using (var zip = await ZipArchive.CreateAsync(pack, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken))
            {
                var packed = files.All.Select(file => file.Complete()).ToList();
                foreach (var file in files.All)
                {
                    await AddAsync(zip, file.Name, file.CopyContentAsync, cancellationToken);
                    await AddAsync(zip, $"hashes/{file.Name}", file.CopyHashesAsync, cancellationToken);
                }

                var bytes = (manifest with { Files = packed }).ToBytes();
                hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
                await AddAsync(zip, "manifest.json", (to, token) => to.WriteAsync(bytes, token).AsTask(), cancellationToken);
                await AddAsync(zip, "manifest.sig", (to, token) => to.WriteAsync(key.Sign(bytes), token).AsTask(), cancellationToken);
                await AddAsync(zip, "key.pem", (to, token) => to.WriteAsync(Encoding.ASCII.GetBytes(key.PublicKey), token).AsTask(), cancellationToken);
            }

            pack.Position = 0;
            return (pack, hash);
        }
        catch
        {
            await pack.DisposeAsync();
            throw;
        }
    }

    private async Task AddAsync(ZipArchive zip, string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = clock.GetUtcNow();
        await using var content = await entry.OpenAsync(cancellationToken);
        await write(content, cancellationToken);
    }

    private static string Lines<T>(IEnumerable<T> values) => string.Concat(values.Select(value => $"{RowJson.Write(value)}\n"));
}
