UPDATE `learner` SET `earned` = coalesce((
	SELECT json_group_object(`course`, json_object('right', "right", 'answered', `answered`, 'points', `points`))
	FROM `progress` WHERE `progress`.`learner_id` = `learner`.`id` HAVING count(*) > 0
), '{}');
