using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

public sealed class AzuriteTableServiceTests(AzuriteTables service) : TableServiceFacts(service), IClassFixture<AzuriteTables>;
