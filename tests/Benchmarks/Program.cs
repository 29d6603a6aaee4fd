using AccessReview.App.Tests.Builders;
using AccessReview.Benchmarks;

switch (args)
{
    case ["cost"]:
        await CostBench.RunAsync(Console.Out);
        return 0;
    case ["pages"]:
        return await PageBench.RunAsync(Console.Out) ? 0 : 1;
    case ["lists"]:
        await LongListBench.RunAsync(Console.Out);
        return 0;
    case ["campaign"]:
        await CampaignBench.RunAsync(LargeOrganization.Files, Console.Out);
        return 0;
    case ["campaign", var count] when int.TryParse(count, out var grants) && grants >= 8:
        await CampaignBench.RunAsync(LargeOrganization.MakeUp(grants), Console.Out);
        return 0;
    case ["campaign", var folder] when LargeOrganization.Find(folder) is { } organization:
        await CampaignBench.RunAsync(organization, Console.Out);
        return 0;
    case ["durable", var count] when int.TryParse(count, out var lifecycles):
        await DurableBench.RunAsync(lifecycles, Console.Out);
        return 0;
    case ["http"]:
        await HttpBench.RunAsync(Console.Out);
        return 0;
    case ["app", var count] when int.TryParse(count, out var tasks):
        await AppBench.RunAsync(tasks, Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            """
            dotnet run --project tests/Benchmarks -c Release -- VERB
              durable N  measures N lifecycles of orchestrations in a real worker
              http     measures what the host adds to a request, beside an endpoint of Kestrel's
              app N    measures rounds of N whole tasks through the HTTP API, with 32 in flight
              campaign measures a campaign over 6,281 grants: preview, recording, opening, progress, evidence
              campaign N  the same over N made-up grants; campaign FOLDER over the organization of a folder in shared/data
              cost     measures what a lifecycle takes and writes it into infra
              pages    measures a page of 100 tasks: under 60 KB over the wire, under 50 ms at p99
              lists    measures the lists of a person for whom 10,000 tasks wait, with 32 readers at once
            """);
        return 1;
}
