metadata description = 'Who is told when something is wrong.'

param name string
param tags { *: string }

@description('Mail addresses.')
param operators string[]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'AccessReview'
    emailReceivers: [
      for operator in operators: {
        name: operator
        emailAddress: operator
        useCommonAlertSchema: true
      }
    ]
  }
}

output id string = group.id
