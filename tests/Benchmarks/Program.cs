using AccessReview.App.Tests.Cost;

if (args is not ["cost"])
{
    await Console.Error.WriteLineAsync("dotnet run --project tests/Benchmarks -c Release -- cost    measures what a lifecycle takes and writes it into infra");
    return 1;
}

await File.WriteAllTextAsync(CostReport.MeasuredFile, CostReport.Write(await Measurement.RunAsync()));
var report = CostReport.FromFiles();
await File.WriteAllTextAsync(CostReport.Page, report.Whole());
await File.WriteAllTextAsync(CostReport.Readme, report.Renew(await File.ReadAllTextAsync(CostReport.Readme)));
await Console.Out.WriteLineAsync(report.Summary());
return 0;
